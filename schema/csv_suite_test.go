package schema

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestCSVSuite reads the files of csv-spectrum without one difference. They are
// not part of this module. To run it, name a copy of https://github.com/maxogden/csv-spectrum in
// CSV_SUITE.
func TestCSVSuite(t *testing.T) {
	folder := os.Getenv("CSV_SUITE")
	if folder == "" {
		t.Skip("CSV_SUITE does not name a folder")
	}
	files, err := filepath.Glob(filepath.Join(folder, "csvs", "*.csv"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no csvs/*.csv in %s", folder)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".csv")
		data, err := os.ReadFile(filepath.Join(folder, "json", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		// Fields are strings; our lines end in \n, whatever the file has.
		var want []map[string]string
		if err := json.Unmarshal(bytes.ReplaceAll(data, []byte(`\r\n`), []byte(`\n`)), &want); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, suiteRows(t, file)); diff != "" {
			t.Errorf("%s (-suite +ours):\n%s", name, diff)
		}
	}
}

// suiteRows returns the rows below the header by its names.
func suiteRows(t *testing.T, path string) (rows []map[string]string) {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	in, _, bad := DecodeCSV(path, f)
	if bad != nil {
		t.Fatal(bad)
	}
	var header []string
	for c := NewCSV(path, in); ; {
		row, err := c.Next()
		if errors.Is(err, io.EOF) {
			return rows
		}
		if err != nil {
			t.Fatal(err)
		}
		if header == nil {
			for _, cell := range row.Cells {
				header = append(header, cell.Text)
			}
			continue
		}
		made := map[string]string{}
		for i, cell := range row.Cells {
			made[header[i]] = cell.Text
		}
		rows = append(rows, made)
	}
}
