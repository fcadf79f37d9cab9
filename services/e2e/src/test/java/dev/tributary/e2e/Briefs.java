package dev.tributary.e2e;

/**
 * What people want to do in the web UI, and the tests that do it. {@code BriefsTest} compares this
 * table with the tests.
 *
 * <ol>
 *   <li>People in a country who subscribed, ordered twice and not lately: {@link
 *       BuilderSearchTest#aCountryASubscriptionAndOrdersAreFoundByEverydayWords}, {@link
 *       BuilderTest#anAudienceIsBuiltUnderstoodSavedAndChanged}
 *   <li>People who bought one category and not another: {@link
 *       BuilderSearchTest#aPartOfAnOrderIsFoundAndItsValuesAreSuggested}
 *   <li>People at risk with the highest value: {@link
 *       BuilderSearchTest#theTopOfANumberIsAThresholdFromTheDistribution}
 *   <li>A ticket within days after an order, which rules cannot express: {@link
 *       BuilderSearchTest#sequencesAndAnniversariesAreCalledUnsupported}
 *   <li>People who did not come back: {@link
 *       BuilderSearchTest#peopleWhoDidNotComeBackAreFoundByATemplate}
 *   <li>People with a birthday this week, which rules cannot express: {@link
 *       BuilderSearchTest#sequencesAndAnniversariesAreCalledUnsupported}
 *   <li>An audience sent to a destination: {@link
 *       ActivationJourneyTest#aToolIsConnectedAnAudienceGoesThereAndWhoeverQualifiesStandsInItsList}
 *   <li>An audience of a destination changed: {@link
 *       AudienceChangeTest#anAudienceOfADestinationIsSavedAfterItsEffectWasConfirmed}
 *   <li>Why a person is not in an audience or at a destination: {@link
 *       WhyNotTest#thePageOfAnAudienceSaysWhyAPersonIsNotInIt}, {@link
 *       WhyNotTest#theProfileSaysWhyThePersonIsNotInAnAudience}, {@link
 *       WhyNotTest#thePageOfASyncSaysHowFarEachPersonGetsAndWhyNoFurther}, {@link
 *       WhyNotTest#thePageOfADestinationSaysOfEachSyncWhyAPersonIsNotThere}, {@link
 *       WhyNotTest#theSyncLogOfAProfileSaysWhyThePersonIsNotAtADestination}, {@link
 *       WhyNotTest#aPausedDestinationIsTheReason}
 *   <li>Why a delivery failed: {@link SyncLogTest#aRefusalIsReadAsASentenceAndConsentIsFolded},
 *       {@link ActivationJourneyTest#aRefusalIsReadCorrectedAtItsTraitAndGoesByItself}, {@link
 *       ActivationJourneyTest#aRefusedAddressIsCorrectedInTheSyncLogAndGoesByItself}
 *   <li>A trait corrected, and emptied: {@link
 *       CorrectionTest#aCorrectionIsPendingUntilItIsAppliedAndTheTraitIsEmptied}, {@link
 *       CorrectionTest#anAnswerAboutConsentIsPendingUntilItIsApplied}
 *   <li>Two people who were merged by mistake: {@link
 *       UnmergeDialogTest#whatIsChosenStandsOnAProfileOfItsOwn}
 *   <li>A connection to PostgreSQL: {@link
 *       DatabaseConnectionTest#aWrongPortAndAServerWithoutTlsHaveTheirOwnErrors}
 *   <li>A connection to a DuckDB file, and a model from SQL: {@link
 *       ConnectionJourneyTest#anEngineerConnectsAFileMapsATableAndSeesItsPeople}, {@link
 *       ConnectionJourneyTest#whatIsWrongIsSaidAtItsPlaceAndARunThatWouldRemoveTooMuchWaits}
 *   <li>A source whose code is copied: {@link SnippetsTest#whatIsCopiedSendsItsEvents}, {@link
 *       FirstStepsTest#eachStepIsNoticedUntilTheFirstDelivery}
 *   <li>An alert about an object, and a channel: {@link
 *       AlertRuleJourneyTest#aRuleOfAnAudienceIsAddedAndItsAlertLeadsToTheAudience}, {@link
 *       AlertRuleJourneyTest#aWebhookGetsAGeneratedSecretAndATest}
 *   <li>A colleague invited, who sees what the role allows: {@link
 *       TeamTest#somebodyIsInvitedSignsInAndIsGivenAnotherRole}, {@link
 *       SyncLogTest#aViewerReadsThePurposeAndNotTheAddress}
 * </ol>
 */
final class Briefs {
  /** How many there are. */
  static final int COUNT = 17;

  private Briefs() {}
}
