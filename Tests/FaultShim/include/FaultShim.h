// A library for LD_PRELOAD that lets calls on a few files fail, end the program, or be pretended.
//
// It is told what to do by the environment, and passes every other call on:
//
// FAULT_UNDER   folders and files, joined by ":"; calls on what lies elsewhere are left alone
// FAULT_CALLS   calls, joined by ","; several names of one call are one (pwrite64 is "write"):
//               write fsync rename truncate unlink open mkdir lock read
//               "open" are those only that may make or change a file
// FAULT_AT      the how-manieth of those calls is met; 0 or nothing: none by its number
// FAULT_FOR     how many in a row are met from there; 0: all
// FAULT_CHANCE  of 10,000 calls so many are met by chance, drawn with FAULT_SEED
// FAULT_DO      kill-before  SIGKILL instead of the call
//               kill-after   SIGKILL once the call is done
//               kill-halfway SIGKILL once half of a write is done
//               short        half of a write is done, and said to be
//               drop         nothing is done, and success is said
//               hold         the call is made once there is a file FAULT_LOG.go
//               a number     the call fails with that errno
// FAULT_LOG     a file that gets a line for each call that is met
// FAULT_TRACE   a file that gets a line for each of the calls, met or not
// FAULT_CLOCK   milliseconds by which the wall clock is wrong

#ifndef MARTLET_FAULTSHIM_H
#define MARTLET_FAULTSHIM_H
#endif
