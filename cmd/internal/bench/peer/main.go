// Command peer reads a file with the usual Go package of its format and does
// nothing with it, so that imslint has something to be compared to.
//
//	peer csv|json|yaml FILE
package main

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"gopkg.in/yaml.v3"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "peer:", err)
		os.Exit(2)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return errors.New("needs csv, json or yaml, and a file")
	}
	f, err := os.Open(args[1])
	if err != nil {
		return err
	}
	defer f.Close()
	switch args[0] {
	case "csv":
		return readCSV(f)
	case "json":
		return readJSON(f)
	case "yaml":
		var n yaml.Node
		return yaml.NewDecoder(f).Decode(&n)
	}
	return fmt.Errorf("cannot read %q", args[0])
}

func readCSV(r io.Reader) error {
	in := csv.NewReader(bufio.NewReaderSize(r, 256<<10))
	in.ReuseRecord = true
	for {
		if _, err := in.Read(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func readJSON(r io.Reader) error {
	in := json.NewDecoder(bufio.NewReaderSize(r, 256<<10))
	for {
		if _, err := in.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}
