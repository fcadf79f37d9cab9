package dev.tributary.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Cookie;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A person's browser, which remembers all that passed through it from and to the gateway. */
final class BrowserSession implements AutoCloseable {
  private static final String COOKIE = "q_session";

  private final String gateway;
  private final BrowserContext context;
  private final Page page;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new ArrayList<>();

  BrowserSession(Browser browser, String gateway) {
    this.gateway = gateway;
    // The gateway's answers allow no scripts of their own; ours stand for the pages of an
    // interface.
    this.context = browser.newContext(new Browser.NewContextOptions().setBypassCSP(true));
    this.context.onRequest(requests::add);
    this.page = context.newPage();
  }

  /** Addresses, headers and bodies, of requests to the gateway and of its answers. */
  List<String> seen() {
    List<String> all = new ArrayList<>(bodies);
    for (Request request : requests) {
      all.add(request.url());
      if (request.url().startsWith(gateway)) {
        all.add(request.allHeaders().toString());
        all.add(String.valueOf(request.postData()));
        Response response = request.response();
        all.add(response == null ? "" : response.allHeaders().toString());
      }
    }
    return all;
  }

  Page page() {
    return page;
  }

  /** Goes to a page that only signed-in people see; Keycloak asks in between. */
  void open(String path) {
    page.navigate(gateway + "/auth/login?return_to=" + path);
  }

  boolean asksForThePassword() {
    return page.locator("#password").isVisible();
  }

  void signIn(String username, String password) {
    page.fill("#username", username);
    page.fill("#password", password);
    page.click("#kc-login");
    page.waitForURL(url -> url.startsWith(gateway));
  }

  /** What a script of a page gets: the status, and the body's text. */
  record Answer(int status, String body) {}

  /** A request by a script, as the gateway's own pages make them. */
  Answer fetch(String method, String path, Map<String, String> headers, String body) {
    Map<?, ?> answer =
        (Map<?, ?>)
            page.evaluate(
                """
                async ([url, method, headers, body]) => {
                  const answer = await fetch(url, {method, headers, body: body || undefined});
                  return {status: answer.status, body: await answer.text()};
                }\
                """,
                List.of(gateway + path, method, headers, body));
    bodies.add((String) answer.get("body"));
    return new Answer((Integer) answer.get("status"), (String) answer.get("body"));
  }

  Answer get(String path) {
    return fetch("GET", path, Map.of(), "");
  }

  /** What a script can read: cookies, storage and the page. */
  String readableByScripts() {
    return (String)
        page.evaluate(
            """
            () => [document.cookie, JSON.stringify(localStorage), JSON.stringify(sessionStorage),
              document.documentElement.outerHTML].join('\\n')\
            """);
  }

  Optional<Cookie> sessionCookie() {
    return context.cookies(gateway).stream()
        .filter(cookie -> cookie.name.equals(COOKIE))
        .findFirst();
  }

  @Override
  public void close() {
    context.close();
  }
}
