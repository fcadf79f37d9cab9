/**
 * What a vendor documents about its API, for the tests of our requests and of our stand-ins. A
 * vendor's documents without a licence are not in the repository: in their place is an excerpt,
 * written for this project. Depends on no other code of Tributary.
 */
@NullMarked
package dev.tributary.testkit.vendor;

import org.jspecify.annotations.NullMarked;
