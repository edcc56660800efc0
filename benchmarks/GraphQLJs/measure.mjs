// What graphql-js takes. `measure.mjs write <folder>` writes what both sides read: a schema of 2,000 types as JSON and as SDL, a document of
// 1 MB with many operations and fragments, documents of 1 MB that graphql-js gives up after 100 errors, and one of 200 lines that is being typed.
// `measure.mjs schema <folder>` and `measure.mjs validate <folder> <document>` write the median of some runs in ms, after one that does not count.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildClientSchema, buildSchema, introspectionFromSchema, parse, validate } from '../../tests/Interop/node_modules/graphql/index.mjs';
import { generate } from '../../tests/Interop/graphql-js/schemas.mjs';

const types = 2000;
const size = 1024 * 1024;
const [, , command, folder, name] = process.argv;
const read = (file) => readFileSync(join(folder, file), 'utf8');

// As many lines as fit, one after the other.
function repeat(line) {
  const lines = [];
  for (let length = 0, i = 0; ; i++) {
    const next = line(i);
    length += next.length + 1;
    if (length > size) return lines.join('\n');
    lines.push(next);
  }
}

function median(run, runs = 5) {
  run();
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  }).sort((left, right) => left - right);
  return times[runs >> 1];
}

const inner = (i) => `id name next { id name all(first: ${i % 90}, order: V1) { id name next { id } } }`;

// Documents with many errors of one kind. graphql-js ends after 100.
const refused = {
  'unknown-fields': () => repeat((i) => `query Q${i} {\n  find${i % 1000}(id: 1) { id nam nextt { id } al(first: 1) { id } }\n}`),
  'unknown-arguments': () => repeat((i) => `query Q${i} {\n  find${i % 1000}(idd: 1, frist: 2, wher: { eq: "x" }) { id all(frist: 1, odrer: V1) { id } }\n}`),
  'wrong-types': () => repeat((i) => `query Q${i} {\n  find${i % 1000}(id: 1.5, first: "x", where: { eq: 1, of: "V1" }) { all(first: true, order: V9) { id } }\n}`),
  'undefined-variables': () => repeat((i) => `query Q${i}($id: ID!) {\n  find${i % 1000}(id: $idd, first: $n${i}) { id all(after: $x) { id } }\n}`),
  'unknown-fragments': () => repeat((i) => `query Q${i} {\n  find${i % 1000}(id: 1) { id ...G${i} }\n}\nfragment F${i} on T1 { id }`),
  'unused-fragments': () => `query { find1(id: 1) { id } }\n${repeat((i) => `fragment F${i} on T${i % 1000} {\n  ${inner(i)}\n}`)}`,
  conflicts: () => repeat((i) => `query Q${i} {\n  a: find${i % 1000}(id: 1) { id name }\n  a: find${i % 1000}(id: 2) { id name }\n}`),
  'duplicate-names': () => repeat((i) => `query Q {\n  find${i % 1000}(id: 1, id: 2) { id name next { id } }\n}`),
};

switch (command) {
  case 'write': {
    const sdl = generate(types);
    writeFileSync(join(folder, 'schema.graphql'), sdl);
    writeFileSync(join(folder, 'schema.json'), JSON.stringify({ data: introspectionFromSchema(buildSchema(sdl)) }));
    writeFileSync(join(folder, 'valid.graphql'), repeat((i) => `query Q${i}($id: ID!, $first: Int = 10) {\n  find${i % 1000}(id: $id) { ...F${i} next { id ...G${i} } }\n}\nfragment F${i} on T${i % 1000} {\n  ${inner(i)}\n  all(first: $first, after: "c${i}") { id }\n}\nfragment G${i} on Place {\n  id\n  name\n}`));
    for (const [kind, text] of Object.entries(refused)) writeFileSync(join(folder, `${kind}.graphql`), text());
    const lines = Array.from({ length: 66 }, (_, i) => `  a${i}: find${i}(id: $id, first: ${i}) {\n    ${inner(i)}\n  }`);
    writeFileSync(join(folder, 'typed.graphql'), `query ($id: ID!) {\n${lines.join('\n')}\n  find5(id: $id) { next { na`);
    break;
  }
  case 'schema': {
    const text = read('schema.json');
    console.log(median(() => buildClientSchema(JSON.parse(text).data)));
    break;
  }
  case 'validate': {
    const schema = buildClientSchema(JSON.parse(read('schema.json')).data);
    const document = parse(read(name));
    console.log(median(() => validate(schema, document)));
    break;
  }
}
