/**
 * The credentials that vendors accept: keys in a header, basic authentication, and tokens of OAuth
 * 2.0 that expire, rotate and are revoked. The words of a refusal belong to the vendor. Imports the
 * JDK and Jackson.
 */
@NullMarked
package dev.tributary.sandbox.kit.credential;

import org.jspecify.annotations.NullMarked;
