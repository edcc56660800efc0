// Access tokens are real JWTs (HS256); refresh tokens are opaque and work once.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const encode = value => Buffer.from(JSON.stringify(value)).toString('base64url');

export class TokenIssuer {
  #key = randomBytes(32);
  #issued = 0;
  #notBefore = 0;
  #refreshTokens = new Map();

  /** Returns an access token for the user; its id is t1, t2, ... in the order of issue. */
  issueAccess(user, lifetimeSeconds) {
    const now = Math.floor(Date.now() / 1000);
    const payload = { sub: user, jti: `t${++this.#issued}`, iat: now, exp: now + lifetimeSeconds };
    const content = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(payload)}`;
    return { id: payload.jti, token: `${content}.${this.#sign(content)}` };
  }

  issueRefresh(user) {
    const token = randomBytes(24).toString('base64url');
    this.#refreshTokens.set(token, { user, used: false });
    return token;
  }

  /** Returns { state: 'used' | 'unknown' | 'good', user }. */
  takeRefresh(token) {
    const entry = this.#refreshTokens.get(token);
    if (entry === undefined) return { state: 'unknown' };
    if (entry.used) return { state: 'used', user: entry.user };
    entry.used = true;
    return { state: 'good', user: entry.user };
  }

  revokeAccess() {
    this.#notBefore = this.#issued;
  }

  /** Returns { state: 'missing' | 'malformed' | 'revoked' | 'expired' | 'good', user, id } for an Authorization header. */
  read(authorization) {
    if (authorization === undefined) return { state: 'missing' };
    const [scheme, token, ...rest] = authorization.split(' ');
    const parts = token?.split('.') ?? [];
    if (scheme !== 'Bearer' || rest.length > 0 || parts.length !== 3) return { state: 'malformed' };
    const expected = Buffer.from(this.#sign(`${parts[0]}.${parts[1]}`));
    const given = Buffer.from(parts[2]);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return { state: 'malformed' };
    const { sub: user, jti: id, exp } = JSON.parse(Buffer.from(parts[1], 'base64url'));
    if (Number(id.slice(1)) <= this.#notBefore) return { state: 'revoked', user, id };
    return { state: exp * 1000 <= Date.now() ? 'expired' : 'good', user, id };
  }

  #sign(content) {
    return createHmac('sha256', this.#key).update(content).digest('base64url');
  }
}
