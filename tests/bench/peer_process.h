#pragma once

#include <cstdio>
#include <optional>
#include <string>
#include <sys/types.h>

namespace hardlens::bench {

/// A peer's script as a process that stays: a case name goes in, its milliseconds and a checksum of
/// the result come out.
class PeerProcess
{
public:
    struct Answer
    {
        double ms = 0;
        std::string checksum {};
    };

    /// script: beside this file.
    PeerProcess(const std::string& script, const std::string& dataFolder);
    ~PeerProcess();
    PeerProcess(const PeerProcess&) = delete;
    PeerProcess& operator=(const PeerProcess&) = delete;

    /// Empty: it runs. Otherwise what is missing.
    const std::string& missing() const { return m_missing; }
    std::optional<Answer> run(const std::string& name);

private:
    pid_t m_process = -1;
    FILE* m_to = nullptr;
    FILE* m_from = nullptr;
    std::string m_missing {};
};

} // namespace hardlens::bench
