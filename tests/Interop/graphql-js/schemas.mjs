// Public schemas, and what graphql-js makes of them. `schemas.mjs write <folder>` writes for each: as the package has it (or as
// introspection tells it), the same by introspection as JSON, and graphql-js's own print of it. `schemas.mjs print <folder>` reads
// what the client wrote (*.ours) and prints it as graphql-js prints it (*.reprinted), or the error why it does not take it.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildClientSchema, buildSchema, introspectionFromSchema, printSchema } from 'graphql';

const packages = fileURLToPath(new URL('../public-schemas/node_modules', import.meta.url));
const inPackage = (name, file) => readFileSync(join(packages, name, file), 'utf8');

export const sources = {
  // Its SDL has two fields twice, which graphql-js refuses; the same as JSON is taken.
  github: () => inPackage('@octokit/graphql-schema', 'schema.json'),
  'shopify-storefront': () => inPackage('@shopify/hydrogen-react', 'storefront.schema.json'),
  'shopify-customer-account': () => inPackage('@shopify/hydrogen-react', 'customer-account.schema.json'),
  nautical: () => inPackage('@nautical-commerce/graphql-schema', 'nautical/schema.graphql'),
  dialogporten: () => inPackage('@digdir/dialogporten-schema', 'schema.verified.graphql'),
  cardano: () => inPackage('@cardano-graphql/client-ts', 'api/cardano-db-hasura/schema.graphql'),
  relay: () => inPackage('relay-test-utils-internal', 'lib/testschema.graphql'),
  'star-wars': () => inPackage('graphql-language-service', 'src/interface/__tests__/__schema__/StarWarsSchema.graphql'),
  'star-wars-with-more': () => inPackage('graphql-language-service', 'src/utils/__tests__/__schema__/StarWarsSchema.graphql'),
  'github-2020': () => inPackage('github-schema-2020', 'schema.graphql'),
  corners: () => readFileSync(new URL('corners.graphql', import.meta.url), 'utf8'),
  generated: () => generate(2000),
};

// Big, regular, and of all kinds of types.
export function generate(count) {
  const types = ['type Query {\n' + Array.from({ length: count / 2 }, (_, i) => `  "Finds ${i}."\n  find${i}(id: ID!, first: Int = ${i}, where: In${i % 50}): T${i}`).join('\n') + '\n}'];
  types.push('"What has a place." interface Place { id: ID! name: String }');
  for (let i = 0; i < count / 2; i++)
    types.push(`"""\nThe type ${i}.\n\n  Indented, "quoted".\n"""\ntype T${i} implements Place {\n  id: ID!\n  name: String\n  next: T${(i * 7 + 1) % (count / 2)}!\n  all(first: Int, after: String, order: E${i % 50} = V1): [T${(i * 3) % (count / 2)}!]!\n  old: Float @deprecated(reason: "Use \\"next\\".")\n}`);
  for (let i = 0; i < count / 2 - 100; i++) types.push(`union U${i} = T${i} | T${(i + 1) % (count / 2)}`);
  for (let i = 0; i < 50; i++) {
    types.push(`enum E${i} { V1 V2 @deprecated V${i + 3} }`);
    types.push(`input In${i} { eq: String not: In${(i + 1) % 50} list: [[Int!]!] = [[1, 2], []] of: E${i} = V1 }`);
  }
  return types.join('\n\n');
}

const [, script, command, folder] = process.argv;
if (script?.endsWith('schemas.mjs') && command === 'write') {
  for (const [name, read] of Object.entries(sources)) {
    const text = read();
    const schema = text.trimStart().startsWith('{') ? buildClientSchema(JSON.parse(text).data ?? JSON.parse(text)) : buildSchema(text);
    writeFileSync(join(folder, `${name}.given`), text);
    writeFileSync(join(folder, `${name}.json`), JSON.stringify({ data: introspectionFromSchema(schema, { oneOf: true, specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true }) }));
    writeFileSync(join(folder, `${name}.printed`), printSchema(schema));
  }
} else if (script?.endsWith('schemas.mjs') && command === 'print') {
  for (const file of readdirSync(folder).filter((each) => each.endsWith('.ours'))) {
    let text;
    try {
      text = printSchema(buildSchema(readFileSync(join(folder, file), 'utf8')));
    } catch (error) {
      text = `${error}`;
    }
    writeFileSync(join(folder, file.replace(/ours$/, 'reprinted')), text);
  }
}
