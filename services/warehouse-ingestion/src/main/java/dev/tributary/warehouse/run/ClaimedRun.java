package dev.tributary.warehouse.run;

/**
 * A run that a worker has claimed. Only with a claim can a worker change a run.
 *
 * @param run as it was at the claim
 * @param owner the name of this claim, different at each claim: the fence of everything that the
 *     worker stores
 */
public record ClaimedRun(Run run, String owner) {}
