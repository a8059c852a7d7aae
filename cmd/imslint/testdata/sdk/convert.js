// Prints an XML file as Adobe's JavaScript SDK gives it to a program:
// node convert.js SimpleJson|BadgerFish FILE
const fs = require("fs");
const { DomUtil } = require("@adobe/acc-js-sdk");

const [flavor, file] = process.argv.slice(2);
const document = DomUtil.parse(fs.readFileSync(file, "utf8"));
process.stdout.write(JSON.stringify(DomUtil.toJSON(document, flavor), null, 2));
