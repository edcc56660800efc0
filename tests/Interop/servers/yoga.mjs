// The services on GraphQL Yoga.
import { createSchema, createYoga } from 'graphql-yoga';
import { dressResult, refuseInContext } from './shared/errors.mjs';
import { host } from './shared/host.mjs';

const resultPlugin = {
  onResultProcess({ result, setResult, serverContext: { call } }) {
    const dressed = dressResult(result, call);
    // Yoga takes an error that is no GraphQLError for a failure of the server; Toggle answers 200.
    const isPlain = dressed.errors?.some(error => 'customer_facing' in error);
    setResult(isPlain ? { ...dressed, extensions: { http: { status: 200 } } } : dressed);
  },
};

await host(({ path, typeDefs, resolvers }) => {
  const yoga = createYoga({
    graphqlEndpoint: path,
    schema: createSchema({ typeDefs, resolvers }),
    logging: false,
    graphiql: false,
    context: ({ call }) => refuseInContext(call),
    plugins: [resultPlugin],
  });
  return (request, response, call) => yoga(request, response, { call });
});
