// What one server knows and remembers: its user, its settings, its tokens, and a ledger of what happened.
import { shapes } from './shapes.mjs';
import { TokenIssuer } from './tokens.mjs';

const defaults = () => ({
  password: 'correct horse',
  tokenLifetime: 3600, // seconds; negative: tokens are born expired
  refusal: undefined, // a name in shapes; unset: each service's own
  refuseAll: false, // refuse good tokens too
  keepRefreshToken: false, // signInRefresh gives no new refresh token and the old one lives on
  tokenHeaders: ['X-Authorization', 'Authorization'], // where loginUser's token stands
  rotateIn: [], // the headers in which each answer to a good token carries a new one
});

const emptyLedger = () => ({
  requests: [], // { service, token, user, state }: the presented token's id, whose it is, and what it was worth
  signIns: [], // { service, by, name, managementFlow, accepted }
  refreshes: [], // { managementFlow, accepted }
  refreshReuses: 0,
  executed: [], // { field, card, value }: each mutation that ran
});

export class World {
  user = { email: 'demo@example.com', userName: 'demo' };

  constructor() {
    this.reset();
  }

  reset() {
    this.settings = defaults();
    this.ledger = emptyLedger();
    this.tokens = new TokenIssuer();
  }

  /** Carries out what was posted to /admin: actions first, every other member is a setting. */
  change({ reset, revokeAccess, revokeRefresh, ...settings }) {
    if (reset) this.reset();
    if (revokeAccess) this.tokens.revokeAccess();
    if (revokeRefresh) this.tokens.revokeRefresh();
    for (const name of Object.keys(settings))
      if (!(name in this.settings)) throw new RangeError(`There is no setting "${name}".`);
    if (settings.refusal && !(settings.refusal in shapes)) throw new RangeError(`There is no shape "${settings.refusal}".`);
    Object.assign(this.settings, settings);
  }

  refusalOf(service) {
    return shapes[this.settings.refusal ?? (service === 'toggle' ? 'toggle' : 'each-field')];
  }

  isSignedIn(presented) {
    return presented.state === 'good' && !this.settings.refuseAll;
  }

  issueAccess() {
    return this.tokens.issueAccess(this.user.email, this.settings.tokenLifetime).token;
  }
}
