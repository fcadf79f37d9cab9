package dev.tributary.identity.http.profile;

import dev.tributary.contracts.profile.ProfileConsents;
import dev.tributary.identity.profile.ProfileQueries;
import dev.tributary.runtime.http.installation.QuestionRoute;
import dev.tributary.runtime.problem.Problems;
import jakarta.inject.Singleton;

/**
 * The consent of profiles, for the audience-builder: a version of it that did not store consent may
 * have stored these profiles.
 */
@Singleton
public class ProfileConsentsRoute implements QuestionRoute<ProfileConsents.Question> {
  private final ProfileQueries reads;

  public ProfileConsentsRoute(ProfileQueries reads) {
    this.reads = reads;
  }

  @Override
  public String name() {
    return "profile-consents";
  }

  @Override
  public Class<ProfileConsents.Question> type() {
    return ProfileConsents.Question.class;
  }

  @Override
  public ProfileConsents answer(ProfileConsents.Question question) {
    if (question.profiles().size() > ProfileConsents.AT_ONCE) {
      throw Problems.BAD_PARAMETER.problem(
          "A question is about at most " + ProfileConsents.AT_ONCE + " profiles");
    }
    return new ProfileConsents(reads.consents(question.workspace(), question.profiles()));
  }
}
