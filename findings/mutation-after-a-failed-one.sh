#!/usr/bin/env bash
# mercurius 16.10.1 with `jit: 1` (graphql-jit 0.8.9) and Grafast 1.1.3 run the next field of a mutation after one that failed and must not be null.
#
# The root fields of a mutation run one after another, and one that fails and must not be null makes the whole of `data` null. The specification
# leaves open whether those behind it still run. graphql-js stops. Grafast goes on, with plans and with resolvers taken over from graphql-js.
# mercurius stops at first and goes on from the second request of the same text, which it compiles then. The answers are the same in all
# cases: `data: null` and one error, at the first field. A client that sends such a mutation again does its second part twice.
#
# Output seen, with graphql 16.15.0 on Node 20:
#   graphql-js          {"data":null,"errors":1} ran: none
#   grafast, resolvers  {"data":null,"errors":1} ran: second
#   grafast, plans      {"data":null,"errors":1} ran: second
#   mercurius           {"data":null,"errors":1} ran: none
#   mercurius, jit, 1st {"data":null,"errors":1} ran: none
#   mercurius, jit, 2nd {"data":null,"errors":1} ran: second
set -euo pipefail
seen=$(sed -n 's/^#   //p' "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --save-exact \
  graphql@16.15.0 @graphql-tools/schema@10.0.38 grafast@1.1.3 mercurius@16.10.1 fastify@5.6.2 graphql-jit@0.8.9
cat > run.mjs <<'JS'
import { makeExecutableSchema } from '@graphql-tools/schema';
import fastify from 'fastify';
import { grafast, makeGrafastSchema, sideEffect } from 'grafast';
import { graphql } from 'graphql';
import mercurius from 'mercurius';

let ran = [];
const typeDefs = 'type Query { ok: Boolean } type Mutation { first: Int! second: Int! }';
const first = () => { throw new Error('not now'); };
const second = () => ran.push('second');
const resolvers = { Mutation: { first, second } };
const source = 'mutation { first second }';
const resolved = makeExecutableSchema({ typeDefs, resolvers });
const planned = makeGrafastSchema({
  typeDefs,
  objects: { Mutation: { plans: { first: () => sideEffect(null, first), second: () => sideEffect(null, second) } } },
});
async function show(name, run) {
  ran = [];
  const { data, errors } = await run();
  console.log(`${name.padEnd(19)} ${JSON.stringify({ data, errors: errors.length })} ran: ${ran.join() || 'none'}`);
}
async function serve(options) {
  const app = fastify();
  app.register(mercurius, { schema: typeDefs, resolvers, ...options });
  await app.ready();
  return async () => (await app.inject({ method: 'POST', url: '/graphql', payload: { query: source } })).json();
}
await show('graphql-js', () => graphql({ schema: resolved, source }));
await show('grafast, resolvers', () => grafast({ schema: resolved, source }));
await show('grafast, plans', () => grafast({ schema: planned, source }));
const plain = await serve({});
await plain();
await show('mercurius', plain);
const compiled = await serve({ jit: 1 });
await show('mercurius, jit, 1st', compiled);
await show('mercurius, jit, 2nd', compiled);
JS
GRAPHILE_ENV=production node run.mjs | tee seen.txt
diff seen.txt <(echo "$seen")
