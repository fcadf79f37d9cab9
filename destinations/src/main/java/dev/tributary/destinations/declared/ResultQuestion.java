package dev.tributary.destinations.declared;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.declared.answer.Answers;
import dev.tributary.destinations.declared.template.Values;

/** The question for the result of a job that a request of items has submitted. */
record ResultQuestion(RequestTemplate request, Answers answers) {
  /**
   * @param batch the items of the job that have no result yet
   */
  Call call(Batch batch, String job) {
    return new Call(
        request.request(batch.target(), Values.of(batch).ofJob(job)),
        batch.items(),
        answers.result(job, batch.items().size()));
  }
}
