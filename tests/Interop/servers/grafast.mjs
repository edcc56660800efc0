// The services on Grafast, which plans around their resolvers. Its errors are as it makes them.
import { makeExecutableSchema } from '@graphql-tools/schema';
import { grafserv } from 'grafserv/node';
import { host } from './shared/host.mjs';

await host(({ path, typeDefs, resolvers }) => {
  const server = grafserv({
    schema: makeExecutableSchema({ typeDefs, resolvers }),
    preset: {
      grafserv: { graphqlPath: path, graphiql: false, websockets: false },
      grafast: { context: ({ node }) => node.req.call },
    },
  });
  const handle = server.createHandler();
  return (request, response, call) => handle(Object.assign(request, { call }), response);
});
