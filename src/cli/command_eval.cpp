namespace CLI { class App; }
#include "cli/commands.hpp"
namespace jiangbu { void add_eval(CLI::App&, const CommonOptions&, int&) {} void add_show(CLI::App&, const CommonOptions&, int&) {} }
