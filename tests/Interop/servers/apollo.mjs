// The services on Apollo Server.
import { startApollo } from './shared/apollo.mjs';
import { dressResult, refuseInContext } from './shared/errors.mjs';
import { host } from './shared/host.mjs';

const resultPlugin = {
  requestDidStart: async () => ({
    async willSendResponse({ response: { body }, contextValue: call }) {
      body.singleResult = dressResult(body.singleResult, call);
    },
  }),
};

await host(({ typeDefs, resolvers }) => startApollo({ typeDefs, resolvers, plugins: [resultPlugin] }, refuseInContext));
