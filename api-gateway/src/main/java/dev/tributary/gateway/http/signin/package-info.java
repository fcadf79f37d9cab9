/** Sign-in and sign-out over HTTP, the cookies of a session, and failures of authentication. */
@NullMarked
package dev.tributary.gateway.http.signin;

import org.jspecify.annotations.NullMarked;
