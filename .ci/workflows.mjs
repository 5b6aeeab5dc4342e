// Holds workflows to what GitHub reads of them, by GitHub's own parser and its schema:
//
//	node .ci/workflows.mjs FOLDER FILE...
//
// FOLDER has the npm package @actions/workflow-parser in its node_modules. Forgejo reads the same, but for addresses of
// actions, which the schema leaves alone.
import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

// The package imports its schema as bundlers allow it, and Node does not.
register(`data:text/javascript,${encodeURIComponent(`
import { readFile } from 'node:fs/promises';
export async function load(url, context, next) {
  if (!url.endsWith('.json')) return next(url, context);
  return { format: 'module', shortCircuit: true, source: 'export default ' + (await readFile(new URL(url), 'utf8')) };
}`)}`);

const [folder, ...files] = process.argv.slice(2);
const parser = path.join(folder, 'node_modules/@actions/workflow-parser/dist/index.js');
const { parseWorkflow, convertWorkflowTemplate, NoOperationTraceWriter } = await import(pathToFileURL(path.resolve(parser)));

let wrong = 0;
for (const file of files) {
  const { context, value } = parseWorkflow({ name: file, content: await readFile(file, 'utf8') }, new NoOperationTraceWriter());
  const template = value && (await convertWorkflowTemplate(context, value));
  for (const e of context.errors.getErrors()) {
    const at = e.range ? `:${e.range.start.line}:${e.range.start.column}` : '';
    console.log(`${file}${at} ${e.rawMessage ?? e.message}`);
    wrong++;
  }
  if (!template?.jobs?.length) {
    console.log(`${file} has no job`);
    wrong++;
  }
}
console.log(`${files.length} workflows, ${wrong} mistakes`);
process.exit(files.length === 0 || wrong > 0 ? 1 : 0);
