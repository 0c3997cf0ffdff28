#include "tests/bench/peer_process.h"

#include <csignal>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

namespace hardlens::bench {

namespace {

std::string lineOf(FILE* file)
{
    char buffer[512];
    if (!file || !std::fgets(buffer, sizeof buffer, file))
        return {};
    std::string line(buffer);
    while (!line.empty() && line.back() == '\n')
        line.pop_back();
    return line;
}

} // namespace

PeerProcess::PeerProcess(const std::string& script, const std::string& dataFolder)
{
    const std::string path = HL_SOURCE_DIR "/tests/bench/" + script;
    std::signal(SIGPIPE, SIG_IGN);
    int to[2], from[2];
    if (pipe(to) != 0 || pipe(from) != 0) {
        m_missing = "no pipe";
        return;
    }
    m_process = fork();
    if (m_process == 0) {
        dup2(to[0], STDIN_FILENO);
        dup2(from[1], STDOUT_FILENO);
        for (const int fd : {to[0], to[1], from[0], from[1]})
            close(fd);
        // Debian's python3: the one that python3-torch belongs to.
        execl("/usr/bin/python3", "python3", path.c_str(), dataFolder.c_str(), nullptr);
        _exit(127);
    }
    close(to[0]);
    close(from[1]);
    m_to = fdopen(to[1], "w");
    m_from = fdopen(from[0], "r");
    const std::string greeting = lineOf(m_from);
    if (greeting != "ready")
        m_missing = greeting.empty() ? "python3, or what " + script + " needs" : greeting;
}

PeerProcess::~PeerProcess()
{
    if (m_to)
        std::fclose(m_to);
    if (m_from)
        std::fclose(m_from);
    if (m_process > 0)
        waitpid(m_process, nullptr, 0);
}

std::optional<PeerProcess::Answer> PeerProcess::run(const std::string& name)
{
    if (!m_missing.empty())
        return std::nullopt;
    std::fprintf(m_to, "%s\n", name.c_str());
    std::fflush(m_to);
    std::istringstream line(lineOf(m_from));
    Answer answer;
    if (!(line >> answer.ms >> answer.checksum))
        return std::nullopt;
    return answer;
}

} // namespace hardlens::bench
