/**
 * For which purposes the people of a workspace have answered whether they consent.
 *
 * <p>Pure: other packages select the people to sample, and decide who may see small numbers. It
 * depends on the contracts, profiles and the sample of people.
 */
@NullMarked
package dev.tributary.identity.consent;

import org.jspecify.annotations.NullMarked;
