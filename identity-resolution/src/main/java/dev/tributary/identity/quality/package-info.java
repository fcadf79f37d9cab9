/**
 * What is wrong with the values of a trait: which are no addresses or phone numbers, which are of
 * another type than the rest, how many differ.
 *
 * <p>Pure: whose values are looked at, and who may see examples, is told elsewhere. It depends on
 * the contracts, commons-validator and libphonenumber.
 */
@NullMarked
package dev.tributary.identity.quality;

import org.jspecify.annotations.NullMarked;
