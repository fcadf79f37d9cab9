package dev.tributary.destinations.credential;

import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.EgressFailure;
import java.time.Duration;

/** Sends requests for tokens. They are not kept, because their answers are secrets. Thread-safe. */
@FunctionalInterface
public interface TokenSender {
  Answer send(Request request, Duration timeout) throws EgressFailure;
}
