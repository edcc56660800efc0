#!/usr/bin/env bash
# grafserv 1.0.2 and graphql-http 1.23.1 answer HTTP 500 where a GraphQLError that asks for another status is thrown while the context is made.
#
# A service that checks tokens before execution throws a GraphQLError with `extensions.http.status` 401, which GraphQL Yoga and Apollo Server
# honour. grafserv keeps the error's message, drops its extensions with the code in them, and sends 500. graphql-http sends 500 with an empty
# body. A client that goes by status and code takes an expired token for a fault of the server.
#
# Output seen, with graphql 16.15.0 on Node 20:
#   yoga         401 UNAUTHENTICATED
#   apollo       401 UNAUTHENTICATED
#   grafserv     500 (no code)
#   graphql-http 500 (no body)
set -euo pipefail
seen=$(sed -n 's/^#   //p' "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --save-exact \
  graphql@16.15.0 @graphql-tools/schema@10.0.38 graphql-yoga@5.21.3 @apollo/server@5.5.1 grafast@1.1.3 grafserv@1.0.2 graphql-http@1.23.1
cat > run.mjs <<'JS'
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { grafserv } from 'grafserv/node';
import { GraphQLError } from 'graphql';
import { createHandler } from 'graphql-http/lib/use/http';
import { createYoga } from 'graphql-yoga';
import { createServer } from 'node:http';

const schema = makeExecutableSchema({ typeDefs: 'type Query { ok: Boolean }' });
const context = () => { throw new GraphQLError('The token has expired', { extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } } }); };

async function show(name, url) {
  const headers = { 'Content-Type': 'application/json', Accept: 'application/graphql-response+json, application/json;q=0.9' };
  const answer = await fetch(url, { method: 'POST', headers, body: '{"query":"{ ok }"}' });
  const body = await answer.text();
  console.log(`${name.padEnd(12)} ${answer.status} ${body ? JSON.parse(body).errors[0].extensions.code ?? '(no code)' : '(no body)'}`);
}
async function showHandler(name, handler) {
  const server = createServer(handler);
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  await show(name, `http://127.0.0.1:${server.address().port}/graphql`);
  server.close();
  server.closeAllConnections();
}
await showHandler('yoga', createYoga({ schema, context, logging: false }));
const apollo = new ApolloServer({ schema });
await show('apollo', (await startStandaloneServer(apollo, { context, listen: { port: 0, host: '127.0.0.1' } })).url);
await apollo.stop();
const grafservPreset = { grafserv: { graphiql: false, websockets: false }, grafast: { context } };
await showHandler('grafserv', grafserv({ schema, preset: grafservPreset }).createHandler());
await showHandler('graphql-http', createHandler({ schema, context }));
JS
GRAPHILE_ENV=production node run.mjs 2> log.txt | tee seen.txt
diff seen.txt <(echo "$seen")
