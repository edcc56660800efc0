// Apollo Server as a (request, response, call) => Promise, through its interface for integrations.
import { ApolloServer, HeaderMap } from '@apollo/server';
import { json } from 'node:stream/consumers';

/** @param context Gets the call; what it returns is the context of the resolvers. */
export async function startApollo(options, context) {
  const apollo = new ApolloServer({ includeStacktraceInErrorResponses: false, ...options });
  await apollo.start();
  return async (request, response, call) => {
    const headers = new HeaderMap();
    for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
    const answer = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: request.method, headers, search: '', body: await json(request) },
      context: async () => context(call),
    });
    for (const [name, value] of answer.headers) response.setHeader(name, value);
    response.writeHead(answer.status ?? 200).end(answer.body.string);
  };
}
