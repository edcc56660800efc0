// Several engines as they are, side by side under one port: /<engine>/<service>/graphql/. Each answers in its own way; nothing here
// dresses an answer. All have the same root fields, and a ledger counts how often each was executed.
import { makeExecutableSchema } from '@graphql-tools/schema';
import fastify from 'fastify';
import { context as contextStep, lambda, makeGrafastSchema, sideEffect } from 'grafast';
import { grafserv } from 'grafserv/node';
import { GraphQLError } from 'graphql';
import { createHandler } from 'graphql-http/lib/use/http';
import { createYoga } from 'graphql-yoga';
import mercurius from 'mercurius';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { startApollo } from './shared/apollo.mjs';
import { TokenIssuer } from './shared/tokens.mjs';

const user = 'demo@example.com';
const tokens = new TokenIssuer();
let checkIn; // 'resolver': in the guarded fields; 'context': before execution
let executed; // how often each id was executed
let signIns;

function reset() {
  checkIn = 'resolver';
  executed = {};
  signIns = 0;
}

const typeDefs = `
  type Query { ping: String loginUser(email: String, username: String, password: String!): User }
  type User { id: ID! }
  type TokenPair { accessToken: String refreshToken: String }
  input SignInCredentials { userName: String! password: String! }
  input RefreshCredentials { refreshToken: String! }
  type Mutation {
    open(id: String!): Int
    openStrict(id: String!): Int!
    guarded(id: String!): Int
    guardedStrict(id: String!): Int!
    signIn(useManagementflow: Boolean!, credentials: SignInCredentials!): TokenPair
    signInRefresh(useManagementflow: Boolean!, credentials: RefreshCredentials!): TokenPair
  }
`;

function refusalOf({ service }) {
  return service === 'toggle'
    ? new GraphQLError('Unauthorized', { extensions: { customer_facing: false } })
    : new GraphQLError('You are not signed in', { extensions: { code: 'UNAUTHENTICATED', ...(checkIn === 'context' && { http: { status: 401 } }) } });
}

/** Before execution, where the service checks there. Who brings no token wants to sign in. */
function refuseInContext(call) {
  if (checkIn === 'context' && call.hasToken && !call.isSignedIn) throw refusalOf(call);
  return call;
}

function guard(call) {
  if (!call.isSignedIn) throw refusalOf(call);
}

function execute({ id }) {
  return (executed[id] = (executed[id] ?? 0) + 1);
}

function grant() {
  signIns++;
  return { accessToken: tokens.issueAccess(user, 3600).token, refreshToken: tokens.issueRefresh(user) };
}

const resolve = {
  Query: {
    ping: (_, call) => (guard(call), 'pong'),
    loginUser: (_, { response }) => (response.setHeader('X-Authorization', grant().accessToken), { id: 'user-1' }),
  },
  Mutation: {
    open: execute,
    openStrict: execute,
    guarded: (args, call) => (guard(call), execute(args)),
    guardedStrict: (args, call) => (guard(call), execute(args)),
    signIn: grant,
    signInRefresh: ({ credentials }) => (tokens.takeRefresh(credentials.refreshToken, { keep: false }), grant()),
  },
};

const mapTypes = make =>
  Object.fromEntries(
    Object.entries(resolve).map(([type, fields]) => [type, Object.fromEntries(Object.entries(fields).map(([name, run]) => [name, make(type, run)]))]),
  );

const schema = makeExecutableSchema({ typeDefs, resolvers: mapTypes((_, run) => (source, args, call) => run(args, call)) });

// Grafast plans; what changes something is a side effect.
const planned = mapTypes((type, run) => (_, fieldArgs) => {
  const inputs = [fieldArgs.getRaw(), contextStep().get('call')];
  return type === 'Mutation'
    ? sideEffect(inputs, ([args, call]) => run(args, call))
    : lambda(inputs, ([args, call]) => run(args, call));
});
const grafastSchema = makeGrafastSchema({ typeDefs, objects: { Query: { plans: planned.Query }, Mutation: { plans: planned.Mutation } } });

/** Each makes an engine's (request, response, call) => Promise for one path. */
const engines = {
  yoga: path => {
    const yoga = createYoga({ graphqlEndpoint: path, schema, logging: false, graphiql: false, context: ({ call }) => refuseInContext(call) });
    return (request, response, call) => yoga(request, response, { call });
  },
  apollo: () => startApollo({ schema }, refuseInContext),
  mercurius: path => mercuriusAt(path, {}),
  // Compiled from the second request of a text on, by graphql-jit.
  'mercurius-jit': path => mercuriusAt(path, { jit: 1 }),
  'graphql-http': () => createHandler({ schema, context: ({ raw }) => refuseInContext(raw.call) }),
  grafast: path => {
    const server = grafserv({
      schema: grafastSchema,
      preset: {
        grafserv: { graphqlPath: path, graphiql: false, websockets: false },
        grafast: { context: ({ node }) => ({ call: refuseInContext(node.req.call) }) },
      },
    });
    return server.createHandler();
  },
};

async function mercuriusAt(path, options) {
  const app = fastify();
  app.register(mercurius, {
    schema,
    path,
    ...options,
    context: request => {
      try {
        return refuseInContext(request.raw.call);
      } catch (error) {
        throw new mercurius.ErrorWithProps(error.message, error.extensions, 401);
      }
    },
  });
  await app.ready();
  return (request, response) => app.routing(request, response);
}

const handlers = new Map();
for (const [engine, start] of Object.entries(engines))
  for (const service of ['rfa', 'toggle']) {
    const path = `/${engine}/${service}/graphql/`;
    handlers.set(path, { service, handle: await start(path) });
  }

async function answer(request, response) {
  if (request.url === '/admin') return administer(request, response);
  const found = handlers.get(request.url);
  if (found === undefined) return response.writeHead(404).end();
  const { state } = tokens.read(request.headers.authorization);
  const call = { service: found.service, response, isSignedIn: state === 'good', hasToken: state !== 'missing' };
  request.call = call;
  return found.handle(request, response, call);
}

/** Answers with what was counted so far, and then carries out what was posted. */
async function administer(request, response) {
  const counted = JSON.stringify({ executed, signIns });
  const change = await json(request);
  if (change.reset) reset();
  if (change.revoke) tokens.revokeAccess();
  if (change.checkIn) checkIn = change.checkIn;
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(counted);
}

reset();
const server = createServer((request, response) =>
  Promise.resolve(answer(request, response)).catch(error => {
    console.error(error);
    if (!response.headersSent) response.writeHead(500);
    response.end();
  }));
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));

// The server lives as long as whoever started it holds its standard input open.
process.stdin.resume().on('close', () => process.exit(0));
