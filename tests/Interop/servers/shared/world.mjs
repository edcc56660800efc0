// What one server knows and remembers: its user, its settings, its tokens, and a ledger of what happened.
import { shapes } from './shapes.mjs';
import { TokenIssuer } from './tokens.mjs';

const defaults = () => ({
  refusal: undefined, // a name in shapes; unset: each service's own
});

const emptyLedger = () => ({
  requests: [], // { state }: what the presented token was worth
  signIns: [], // { accepted }
  refreshes: [], // { accepted }
  executed: [], // { field, card, value }: each mutation that ran
});

export class World {
  user = { email: 'demo@example.com', userName: 'demo', password: 'correct horse' };

  constructor() {
    this.reset();
  }

  reset() {
    this.settings = defaults();
    this.ledger = emptyLedger();
    this.tokens = new TokenIssuer();
  }

  /** Carries out what was posted to /admin: actions first, every other member is a setting. */
  change({ reset, revokeAccess, ...settings }) {
    if (reset) this.reset();
    if (revokeAccess) this.tokens.revokeAccess();
    for (const name of Object.keys(settings))
      if (!(name in this.settings)) throw new RangeError(`There is no setting "${name}".`);
    if (settings.refusal && !(settings.refusal in shapes)) throw new RangeError(`There is no shape "${settings.refusal}".`);
    Object.assign(this.settings, settings);
  }

  refusalOf(service) {
    return shapes[this.settings.refusal ?? (service === 'toggle' ? 'toggle' : 'each-field')];
  }

  issueAccess() {
    return this.tokens.issueAccess(this.user.email, 3600).token;
  }
}
