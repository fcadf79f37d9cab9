package dev.tributary.collector.http;

import dev.tributary.collector.tracking.Refusal;
import io.vertx.core.http.HttpServerResponse;

/** How a tracking call is answered. */
sealed interface Reply {
  void accepted(int quarantined);

  /**
   * @param retryAfterSeconds when trying again is worth it, where it is worth it at all
   */
  void refused(Refusal refusal, String message, long retryAfterSeconds);

  /** What SDKs understand. */
  record Said(HttpServerResponse response) implements Reply {
    @Override
    public void accepted(int quarantined) {
      Answers.success(response, quarantined);
    }

    @Override
    public void refused(Refusal refusal, String message, long retryAfterSeconds) {
      if (refusal.status() == 429 || refusal.status() >= 500) {
        Answers.refusal(response, refusal, message, retryAfterSeconds);
      } else {
        Answers.refusal(response, refusal, message);
      }
    }
  }

  /** An image whatever becomes of the event: who loads it can do nothing about it. */
  record Shown(HttpServerResponse response) implements Reply {
    @Override
    public void accepted(int quarantined) {
      Pixel.show(response);
    }

    @Override
    public void refused(Refusal refusal, String message, long retryAfterSeconds) {
      Pixel.show(response);
    }
  }
}
