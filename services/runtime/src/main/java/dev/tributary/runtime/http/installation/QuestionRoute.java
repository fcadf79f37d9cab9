package dev.tributary.runtime.http.installation;

/**
 * A route on which services ask each other something that is too long for an address: {@code POST
 * /internal/<name>} with JSON, on the management interface. Every bean of this type becomes a
 * route.
 *
 * @param <Q> the question
 */
public interface QuestionRoute<Q> {

  String name();

  Class<Q> type();

  /** Written as JSON. Changes nothing. Runs on a thread that may block. */
  Object answer(Q question);
}
