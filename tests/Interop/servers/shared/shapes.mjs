// The ways in which a service says that a token is not good enough.
//   where: 'http'    before GraphQL sees the request
//          'context' while the request's context is made: nothing is executed
//          'each', or a list of positions (from 0): in the resolvers of these root fields, the others run
//          'after'   as 'each', but only after the resolver did its work
//          'nested'  in a field further down, after the root field's resolver did its work
//   status: the HTTP status asked of the engine; where none is named, the engine decides
//   plain:  Toggle's error, without code and path;  omitData: the answer has no `data` at all
const unauthenticated = { code: 'UNAUTHENTICATED', message: 'You are not signed in' };
const hotChocolate = {
  code: 'AUTH_NOT_AUTHENTICATED',
  message: 'The current user is not authorized to access this resource.',
};

export const shapes = {
  'http-empty': { where: 'http', contentType: undefined, body: '' },
  'http-html': { where: 'http', contentType: 'text/html', body: '<html><body><h1>401 Authorization Required</h1></body></html>' },
  'http-json': { where: 'http', contentType: 'application/json', body: '{"error":"invalid_token"}' },
  'context': { where: 'context', ...unauthenticated },
  'context-401': { where: 'context', ...unauthenticated, status: 401 },
  'hotchocolate-200': { where: 'context', ...hotChocolate, status: 200 },
  'hotchocolate-400': { where: 'context', ...hotChocolate, status: 400 },
  'hotchocolate-500': { where: 'context', ...hotChocolate, status: 500 },
  'each-field': { where: 'each', ...hotChocolate },
  'each-field-401': { where: 'each', ...unauthenticated, status: 401 },
  'first-field': { where: [0], ...unauthenticated },
  'first-field-401': { where: [0], ...unauthenticated, status: 401 },
  'second-field': { where: [1], ...unauthenticated },
  'second-field-401': { where: [1], ...unauthenticated, status: 401 },
  'second-field-500-without-data': { where: [1], ...hotChocolate, status: 500, omitData: true },
  'first-and-third-field': { where: [0, 2], ...unauthenticated },
  'after-resolver': { where: 'after', ...hotChocolate },
  'nested-field': { where: 'nested', ...unauthenticated },
  'nested-field-401': { where: 'nested', ...unauthenticated, status: 401 },
  'toggle': { where: 'each', plain: true, omitData: true, message: 'Unauthorized' },
  'toggle-first-field': { where: [0], plain: true, omitData: true, message: 'Unauthorized' },
  'toggle-second-field': { where: [1], plain: true, omitData: true, message: 'Unauthorized' },
};
