/** Accounts: registering and logging in. */
@NullMarked
package datastream.collector.usecase.account;

import org.jspecify.annotations.NullMarked;
