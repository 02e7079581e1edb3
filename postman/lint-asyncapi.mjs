// Checks AsyncAPI documents by the parser of the AsyncAPI initiative; an error or a warning is a failure.
// usage: node lint-asyncapi.mjs FILE...
import { readFile } from 'node:fs/promises';
import asyncapi from '@asyncapi/parser';

const WARNING = 1;
const LEVELS = ['error', 'warning', 'information', 'hint'];

let failures = 0;
for (const file of process.argv.slice(2)) {
    const diagnostics = await new asyncapi.Parser().validate(await readFile(file, 'utf8'), { source: file });
    for (const { severity, code, path, message } of diagnostics) {
        console.log(`${file} ${LEVELS[severity]} ${code} at ${path.join('/') || 'the root'}: ${message}`);
    }
    const bad = diagnostics.filter(({ severity }) => severity <= WARNING).length;
    console.log(bad ? `${file}: ${bad} failures` : `${file}: a valid AsyncAPI document`);
    failures += bad;
}
process.exitCode = failures ? 1 : 0;
