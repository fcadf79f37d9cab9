/** The members, invitations and API clients of a workspace, and new accounts, over REST. */
@NullMarked
package dev.tributary.control.http.member;

import org.jspecify.annotations.NullMarked;
