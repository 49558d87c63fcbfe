#ifndef MARTLET_CMARKDOWN_H
#define MARTLET_CMARKDOWN_H

#include <md4c-html.h>
#include <md4c.h>

#endif
