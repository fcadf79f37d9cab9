/** Profiles over REST: read, looked up and changed. */
@NullMarked
package dev.tributary.identity.http.profile;

import org.jspecify.annotations.NullMarked;
