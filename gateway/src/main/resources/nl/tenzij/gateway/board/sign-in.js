// Authorization code with PKCE (RFC 7636) at the identity provider. Tokens live in this module's memory and
// nowhere else; what has to outlast the way there and back is the verifier, which is worth nothing without the code.

const KEPT = 'tenzij.sign-in';
const EARLY = 20_000;

const bytes = (count) => crypto.getRandomValues(new Uint8Array(count));

const base64url = (data) =>
  btoa(String.fromCharCode(...new Uint8Array(data)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** What went wrong, in a word that the page has a text for. */
export class SignInFailed extends Error {}

export class SignIn {
  #settings;
  #tokens;
  #until = 0;

  /** @param settings {issuer, clientId} of the identity provider */
  constructor(settings) {
    this.#settings = settings;
  }

  #endpoint(name) {
    return `${this.#settings.issuer}/protocol/openid-connect/${name}`;
  }

  #page() {
    return location.origin + location.pathname;
  }

  /** Leaves the page. */
  async begin() {
    const verifier = base64url(bytes(48));
    const state = base64url(bytes(24));
    const challenge = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
    sessionStorage.setItem(KEPT, JSON.stringify({ verifier, state }));
    location.assign(
      `${this.#endpoint('auth')}?${new URLSearchParams({
        response_type: 'code',
        client_id: this.#settings.clientId,
        redirect_uri: this.#page(),
        scope: 'openid',
        state,
        code_challenge: base64url(challenge),
        code_challenge_method: 'S256',
      })}`,
    );
  }

  /** Takes what the identity provider sent back, and takes it out of the address. True where there was something. */
  async finish() {
    const answer = new URLSearchParams(location.search);
    if (!answer.has('state')) {
      return false;
    }
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? '{}');
    sessionStorage.removeItem(KEPT);
    history.replaceState(null, '', location.pathname);
    const issuer = answer.get('iss');
    if (answer.get('state') !== kept.state || (issuer !== null && issuer !== this.#settings.issuer)) {
      throw new SignInFailed('mixedUp');
    }
    if (!answer.has('code')) {
      throw new SignInFailed('refused');
    }
    await this.#ask({
      grant_type: 'authorization_code',
      code: answer.get('code'),
      redirect_uri: this.#page(),
      code_verifier: kept.verifier,
    });
    return true;
  }

  async #ask(what) {
    const answer = await fetch(this.#endpoint('token'), {
      method: 'POST',
      credentials: 'omit',
      body: new URLSearchParams({ client_id: this.#settings.clientId, ...what }),
    });
    if (!answer.ok) {
      this.#tokens = undefined;
      throw new SignInFailed('ended');
    }
    this.#tokens = await answer.json();
    this.#until = Date.now() + this.#tokens.expires_in * 1000 - EARLY;
  }

  /** A token that is good for the next request. */
  async token() {
    if (this.#tokens === undefined) {
      throw new SignInFailed('ended');
    }
    if (Date.now() > this.#until) {
      await this.#ask({ grant_type: 'refresh_token', refresh_token: this.#tokens.refresh_token });
    }
    return this.#tokens.access_token;
  }

  /** What the access token says of who is here. */
  async claims() {
    const [, payload] = (await this.token()).split('.');
    const text = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (each) => each.charCodeAt(0))));
  }

  /** Leaves the page. No token goes along, so the identity provider asks once more. */
  end() {
    this.#tokens = undefined;
    location.assign(
      `${this.#endpoint('logout')}?${new URLSearchParams({
        client_id: this.#settings.clientId,
        post_logout_redirect_uri: this.#page(),
      })}`,
    );
  }
}
