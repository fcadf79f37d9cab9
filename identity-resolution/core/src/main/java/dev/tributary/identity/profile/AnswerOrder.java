package dev.tributary.identity.profile;

import dev.tributary.identity.claim.Answer;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * Which of two answers holds: the later one. Of answers at the same time, the later item holds
 * within a request, and the stricter answer holds between requests.
 *
 * <p>A comparison of pairs alone cannot decide that: the last item of a request may become known
 * only after another item of it was compared with another request. So an answer keeps the answers
 * of the other requests at its time, and the result does not depend on the order of arrival. Of
 * more than {@value #MOST_TIED} such requests, those that allow are forgotten first: they change
 * the result only if an earlier item of the same request arrives after them.
 */
final class AnswerOrder<S> {
  static final int MOST_TIED = 16;

  private final BinaryOperator<S> stricter;

  AnswerOrder(BinaryOperator<S> stricter) {
    this.stricter = stricter;
  }

  /** The answer that holds of two answers of one person. */
  Answer<S> newest(Answer<S> one, Answer<S> other) {
    int byTime = one.stamp().time().compareTo(other.stamp().time());
    if (byTime == 0) {
      return atOnce(one, other, this::laterItem);
    }
    return byTime > 0 ? one : other;
  }

  /** The answer that holds after a merge of two people. */
  Answer<S> joined(Answer<S> one, Answer<S> other) {
    int byTime = one.stamp().time().compareTo(other.stamp().time());
    return byTime == 0 ? atOnce(one, other, this::stricterOf) : stricterOf(one, other);
  }

  private Answer<S> atOnce(
      Answer<S> one, Answer<S> other, BinaryOperator<Answer<S>> withinARequest) {
    TreeMap<String, Answer<S>> byRequest = new TreeMap<>();
    Stream.concat(one.each(), other.each())
        .forEach(each -> byRequest.merge(each.stamp().request(), each, withinARequest));
    Answer<S> holds = byRequest.values().stream().reduce(this::stricterOf).orElseThrow();
    if (byRequest.size() == 1) {
      return holds;
    }
    byRequest.remove(holds.stamp().request());
    List<Answer<S>> tied =
        byRequest.descendingMap().values().stream()
            .sorted(Comparator.comparing(each -> !each.state().equals(holds.state())))
            .limit(MOST_TIED)
            .toList();
    return holds.tiedWith(tied);
  }

  private Answer<S> laterItem(Answer<S> one, Answer<S> other) {
    int byItem = one.stamp().compareTo(other.stamp());
    if (byItem == 0) {
      // Two rows of one run: neither is later.
      return stricterOf(one, other);
    }
    return byItem > 0 ? one : other;
  }

  private Answer<S> stricterOf(Answer<S> one, Answer<S> other) {
    if (one.state().equals(other.state())) {
      int order = one.stamp().compareTo(other.stamp());
      return order > 0 || order == 0 && one.source().compareTo(other.source()) >= 0 ? one : other;
    }
    return stricter.apply(one.state(), other.state()).equals(one.state()) ? one : other;
  }
}
