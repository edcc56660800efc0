// The three services: what both have in common, and each one's sign-in.
import { setImmediate } from 'node:timers/promises';
import { codedError, plainError, refusalOf } from './errors.mjs';
import { companies } from './companies.mjs';

const commonTypes = `
  scalar JSON
  type Query {
    companies(skip: Int = 0, take: Int = 10): CompanySegment!
    companyConnection(first: Int = 10, after: String, before: String @deprecated(reason: "It was never read.")): CompanyConnection!
    companyRows(offset: Int = 0, limit: Int = 10, skip: Int, take: Int): [Company!]!
    companyOffsets(offset: Int = 0, limit: Int = 10): CompanyOffsets!
    companyPages(first: Int = 10, page: Int = 1): CompanyPages!
    companiesBy(input: CompaniesInput!): CompanyConnection!
    company(company_number: String!): Company
    account: Account
    card(card_reference: String!): Card
    echo(text: String): String
    echoJson(value: JSON): JSON
  }
  type CompanySegment { items: [Company!]! pageInfo: PageInfo! totalCount: Int! }
  type CompanyConnection { edges: [CompanyEdge!]! nodes: [Company!]! pageInfo: PageInfo! totalCount: Int! }
  type CompanyPages { data: [Company!]! paginatorInfo: PaginatorInfo! }
  type CompanyOffsets { items: [Company!]! nodes: [Company!]! data: [Company!]! results: [Company!]! edges: [CompanyEdge!]! }
  type PaginatorInfo { count: Int! total: Int! lastPage: Int! currentPage: Int! hasMorePages: Boolean! }
  input CompaniesInput { first: Int, after: String, last: Int, before: String }
  type CompanyEdge { cursor: String! node: Company! }
  type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! endCursor: String startCursor: String }
  type Company { company_number: String! company_name: String! incorporated: String shares: String credit_score: Int filings(first: Int = 3, after: String): FilingConnection! }
  type FilingConnection { nodes: [Filing!]! pageInfo: PageInfo! }
  type Filing { title: String! }
  type Account { creditBalance: Int! owner: Owner! }
  type Owner { email: String strictEmail: String! }
  type Card { card_reference: String! balance: Int! }
  type Mutation {
    adjust(card: String!, value: Int!): Adjustment
    adjustStrict(card: String!, value: Int!): Adjustment!
    adjustSilently(card: String!, value: Int!): Adjustment
  }
  type Adjustment { card: String! value: Int! owner: Owner! }
`;

// The input types' names are documented nowhere: a client must not need them.
const signInTypes = flow => `
  input WhoSignsIn { userName: String! password: String! }
  input WhatIsRenewed { refreshToken: String! }
  type TokenPair { accessToken: String refreshToken: String }
  extend type Mutation {
    signIn(${flow} credentials: WhoSignsIn!): TokenPair
    signInRefresh(${flow} credentials: WhatIsRenewed!): TokenPair
  }
`;

const toggleTypes = `
  type User { id: ID! }
  type CompanyPage { data: [Company!]! }
  extend type Query {
    loginUser(email: String, username: String, password: String!): User
    Companies(page: Int = 1, limit: Int = 10): CompanyPage
  }
`;

/** Lets a root field's resolver run only for who is signed in, refusing as the service's refusal says. */
function guarded(resolve) {
  return async (source, args, call, info) => {
    const position = call.rootFields++;
    await setImmediate();
    const refusal = refusalOf(call);
    const isRefused = !call.isSignedIn;
    if (isRefused && refusesAt(refusal.where, position)) throw codedError(refusal);
    const result = await resolve(args, call, info);
    if (isRefused && refusal.where === 'after') throw codedError(refusal);
    return result;
  };
}

function refusesAt(where, position) {
  if (Array.isArray(where)) return where.includes(position);
  return where !== 'after' && where !== 'nested';
}

function ownerEmail(_, __, call) {
  const refusal = refusalOf(call);
  if (!call.isSignedIn && refusal.where === 'nested') throw codedError(refusal);
  return call.world.user.email;
}

function adjust({ card, value }, { world }, { fieldName }) {
  world.ledger.executed.push({ field: fieldName, card, value });
  return { card, value, owner: {} };
}

function adjustSilently(args, call, info) {
  adjust(args, call, info);
  return null;
}

// As the Cursor Connections Specification has it; a cursor means nothing to a client.
function connectionOf(items, first, after) {
  const cursorOf = index => Buffer.from(`'${index}'=`).toString('base64');
  const start = after == null ? 0 : items.findIndex((_, index) => cursorOf(index) === after) + 1;
  const edges = items.slice(start, start + first).map((node, index) => ({ cursor: cursorOf(start + index), node }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: { hasNextPage: start + first < items.length, hasPreviousPage: start > 0, endCursor: edges.at(-1)?.cursor },
    totalCount: items.length,
  };
}

// From the end, where last is given.
function connectionBy({ first, after, last, before }) {
  if (last == null) return connectionOf(companies, first ?? 10, after);
  const all = connectionOf(companies, companies.length).edges;
  const end = before == null ? all.length : all.findIndex(({ cursor }) => cursor === before);
  const edges = all.slice(Math.max(0, end - last), end);
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: { hasNextPage: end < all.length, hasPreviousPage: end - last > 0, startCursor: edges[0]?.cursor, endCursor: edges.at(-1)?.cursor },
    totalCount: companies.length,
  };
}

// As Lighthouse, and never more than eight at once.
function pageOf({ first, page }) {
  const size = Math.min(first, 8);
  const data = companies.slice((page - 1) * size, page * size);
  const lastPage = Math.ceil(companies.length / size);
  return { data, paginatorInfo: { count: data.length, total: companies.length, lastPage, currentPage: page, hasMorePages: page < lastPage } };
}

const offsetsOf = items => ({ items, nodes: items, data: items, results: items, edges: items.map(node => ({ cursor: node.company_number, node })) });

const filingsOf = ({ company_number }) => Array.from({ length: Number(company_number) % 9 }, (_, index) => ({ title: `${company_number}/${index}` }));

const commonResolvers = {
  Query: {
    companies: guarded(({ skip, take }) => ({
      items: companies.slice(skip, skip + take),
      pageInfo: { hasNextPage: skip + take < companies.length, hasPreviousPage: skip > 0 },
      totalCount: companies.length,
    })),
    companyConnection: guarded(({ first, after }) => connectionOf(companies, first, after)),
    companyRows: guarded(({ offset, limit, skip, take }) => companies.slice(skip ?? offset, (skip ?? offset) + (take ?? limit))),
    companyOffsets: guarded(({ offset, limit }) => offsetsOf(companies.slice(offset, offset + limit))),
    companyPages: guarded(pageOf),
    companiesBy: guarded(({ input }) => connectionBy(input)),
    company: guarded(({ company_number }) => companies.find(each => each.company_number === company_number)),
    account: guarded(() => ({ creditBalance: 125, owner: {} })),
    card: guarded(({ card_reference }) => ({ card_reference, balance: 2500 })),
    echo: guarded(({ text }) => text),
    echoJson: guarded(({ value }) => value),
  },
  Mutation: { adjust: guarded(adjust), adjustStrict: guarded(adjust), adjustSilently: guarded(adjustSilently) },
  Company: {
    filings: (company, { first, after }) => connectionOf(filingsOf(company), first, after),
    credit_score: () => {
      throw codedError({ message: 'The score is being calculated', code: 'SCORE_NOT_READY' });
    },
  },
  Owner: { email: ownerEmail, strictEmail: ownerEmail },
};

const rejected = () => codedError({ message: 'The user name or password is wrong', code: 'SIGN_IN_REJECTED' });

function signIn(_, { credentials }, { world }) {
  const accepted = isUser(world, [world.user.email], credentials.userName, credentials.password);
  world.ledger.signIns.push({ accepted });
  if (!accepted) throw rejected();
  return { accessToken: world.issueAccess(), refreshToken: world.tokens.issueRefresh(world.user.email) };
}

function signInRefresh(_, { credentials }, { world }) {
  const { state, user } = world.tokens.takeRefresh(credentials.refreshToken);
  const accepted = state === 'good';
  world.ledger.refreshes.push({ accepted });
  if (!accepted) throw codedError({ message: 'The refresh token is not valid', code: 'REFRESH_REJECTED' });
  return { accessToken: world.issueAccess(), refreshToken: world.tokens.issueRefresh(user) };
}

function loginUser(_, { email, username, password }, { world, response }) {
  const accepted = isUser(world, [world.user.email], email, password) || isUser(world, [world.user.userName], username, password);
  world.ledger.signIns.push({ accepted });
  if (!accepted) throw plainError('Invalid credentials', { customer_facing: true });
  response.setHeader('X-Authorization', world.issueAccess());
  return { id: 'user-1' };
}

function isUser(world, names, name, password) {
  return names.includes(name) && password === world.user.password;
}

const withMutations = mutations => ({ ...commonResolvers, Mutation: { ...commonResolvers.Mutation, ...mutations } });

/** By the first segment of the path: rfa, rfa-legacy (without useManagementflow), toggle. */
export const services = {
  'rfa': {
    typeDefs: [commonTypes, signInTypes('useManagementflow: Boolean!,')],
    resolvers: withMutations({ signIn, signInRefresh }),
  },
  'rfa-legacy': {
    typeDefs: [commonTypes, signInTypes('')],
    resolvers: withMutations({ signIn, signInRefresh }),
  },
  'toggle': {
    typeDefs: [commonTypes, toggleTypes],
    resolvers: {
      ...commonResolvers,
      Query: {
        ...commonResolvers.Query,
        loginUser,
        Companies: guarded(({ page, limit }) => ({ data: companies.slice((page - 1) * limit, page * limit) })),
      },
    },
  },
};
