// One HTTP server around an engine: the paths, the admin route, refusals before GraphQL, and the process's life.
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { services } from './schema.mjs';
import { World } from './world.mjs';

/**
 * @param start makes, for one service, the engine's (request, response, call) => Promise; `call` is the resolvers' context.
 */
export async function host(start) {
  const world = new World();
  const handlers = new Map();
  for (const [name, service] of Object.entries(services)) {
    const path = `/${name}/graphql/`;
    handlers.set(path, { name, handle: await start({ path, ...service }) });
  }

  async function answer(request, response) {
    if (request.url === '/admin') return administer(request, response);
    const service = handlers.get(request.url);
    if (service === undefined) return response.writeHead(404).end();
    const call = callOf(request, response, service.name);
    const { where, contentType, body } = world.refusalOf(service.name);
    if (where === 'http' && request.headers.authorization !== undefined && !call.isSignedIn) {
      request.resume();
      return response.writeHead(401, { 'WWW-Authenticate': 'Bearer', ...(contentType && { 'Content-Type': contentType }) }).end(body);
    }
    return service.handle(request, response, call);
  }

  function callOf(request, response, service) {
    const presented = world.tokens.read(request.headers.authorization);
    const isSignedIn = presented.state === 'good';
    world.ledger.requests.push({ state: presented.state });
    return { world, service, response, isSignedIn, hasToken: presented.state !== 'missing', rootFields: 0 };
  }

  async function administer(request, response) {
    if (request.method === 'POST') world.change(JSON.parse(await text(request)));
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(world.ledger));
  }

  const server = createServer((request, response) =>
    answer(request, response).catch(error => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500);
      response.end(error.message);
    }));
  server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));

  // The server lives as long as whoever started it holds its standard input open.
  process.stdin.resume().on('close', () => process.exit(0));
}
