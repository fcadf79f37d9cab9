package dev.tributary.control.keycloak;

import jakarta.ws.rs.ServerErrorException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

/**
 * Reads the answers of Keycloak's client: a creation returns a failure as a response, all other
 * calls throw an exception.
 */
final class Answers {

  private Answers() {}

  /**
   * @throws ServerErrorException if Keycloak failed
   * @throws IllegalStateException if Keycloak refused the request
   */
  static void require(Response response, boolean accepted) {
    if (accepted) {
      return;
    }
    if (response.getStatusInfo().getFamily() == Response.Status.Family.SERVER_ERROR) {
      throw new ServerErrorException(response.getStatus());
    }
    throw new IllegalStateException("Keycloak refused with status " + response.getStatus());
  }

  /** Throws the exception again unless it has the expected status. */
  static void require(WebApplicationException answer, Response.Status expected) {
    if (answer.getResponse().getStatus() != expected.getStatusCode()) {
      throw answer;
    }
  }
}
