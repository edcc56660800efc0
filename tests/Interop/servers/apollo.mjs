// The services on Apollo Server, through the interface that it has for integrations.
import { ApolloServer, HeaderMap } from '@apollo/server';
import { json } from 'node:stream/consumers';
import { dressResult, refuseInContext } from './shared/errors.mjs';
import { host } from './shared/host.mjs';

const resultPlugin = {
  requestDidStart: async () => ({
    async willSendResponse({ response: { body }, contextValue: call }) {
      body.singleResult = dressResult(body.singleResult, call);
    },
  }),
};

await host(async ({ typeDefs, resolvers }) => {
  const apollo = new ApolloServer({
    typeDefs,
    resolvers,
    includeStacktraceInErrorResponses: false,
    plugins: [resultPlugin],
  });
  await apollo.start();

  return async (request, response, call) => {
    const headers = new HeaderMap();
    for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
    const answer = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: request.method, headers, search: '', body: await json(request) },
      context: async () => refuseInContext(call),
    });
    for (const [name, value] of answer.headers) response.setHeader(name, value);
    response.writeHead(answer.status ?? 200).end(answer.body.string);
  };
});
