/**
 * The profile of a person: identifiers, traits with their origins, answers about consent, merges
 * and unmerges.
 *
 * <p>Results do not depend on the order in which claims arrive, only on the times of the claims. It
 * depends on the contracts, on claims and on rules.
 */
@NullMarked
package dev.tributary.identity.profile;

import org.jspecify.annotations.NullMarked;
