/**
 * Flaws in the values of a trait: invalid addresses or phone numbers, values of another type than
 * the rest, and the number of different values.
 *
 * <p>Pure: other packages select the people to sample, and decide who may see examples. It depends
 * on the contracts, profiles, commons-validator and libphonenumber.
 */
@NullMarked
package dev.tributary.identity.quality;

import org.jspecify.annotations.NullMarked;
