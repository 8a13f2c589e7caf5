// Reads {schema, document} from standard input; prints what Microsoft's schema says is wrong with the document, as JSON.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const Ajv = require("ajv-draft-04");
const addFormats = require("ajv-formats");

const SCHEMAS = join(__dirname, "node_modules/@microsoft/app-manifest/build/json-schemas/teams");

const { schema, document } = JSON.parse(readFileSync(0, "utf8"));
// Microsoft's patterns are not all valid with the u flag.
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const check = ajv.compile(JSON.parse(readFileSync(join(SCHEMAS, schema), "utf8")));
check(document);
console.log(JSON.stringify((check.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)));
