import { GraphQLError } from 'graphql';

/** An error as a resolver throws it; a status is a wish that both engines know under extensions.http. */
export function codedError({ message, code, status, plain }) {
  if (plain) return plainError(message, { customer_facing: false });
  return new GraphQLError(message, { extensions: { code, ...(status && { http: { status } }) } });
}

/** Toggle's kind: the members stand beside the message, and there is no path and no code. */
export function plainError(message, members) {
  return new GraphQLError(message, { extensions: { plain: members } });
}

/** Brings an engine's result into the shape that the service is known for. */
export function dressResult(result, call) {
  if (!result.errors?.length) return result;
  const dressed = { ...result, errors: result.errors.map(dressError) };
  if (!call.isSignedIn && refusalOf(call).omitData) delete dressed.data;
  return dressed;
}

/** How this call is refused if its token is not good enough. */
export function refusalOf({ world, service }) {
  return world.refusalOf(service);
}

/** Throws while the context is made, where the service refuses there. Signing in needs no token and passes. */
export function refuseInContext(call) {
  const refusal = refusalOf(call);
  if (refusal.where === 'context' && call.hasToken && !call.isSignedIn) throw codedError(refusal);
  return call;
}

function dressError(error) {
  const members = error.extensions?.plain;
  return members ? { message: error.message, locations: error.locations, ...members } : error;
}
