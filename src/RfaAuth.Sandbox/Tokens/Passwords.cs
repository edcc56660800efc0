using System.Collections.Concurrent;

namespace RfaAuth.Sandbox.Tokens;

/// <summary>The users and their current passwords.</summary>
internal sealed class Passwords(IReadOnlyList<SandboxUser> users)
{
    private readonly ConcurrentDictionary<string, string> _changed = new();

    /// <summary>The user who signs in; null: the name or the password is wrong.</summary>
    /// <param name="name">A user name or an e-mail address.</param>
    /// <param name="password">The password given.</param>
    public SandboxUser? Check(string name, string password)
    {
        var user = Find(name);
        return user is not null && _changed.GetValueOrDefault(user.UserName, user.Password) == password ? user : null;
    }

    /// <exception cref="ArgumentException">There is no such user.</exception>
    public void Change(string name, string password)
    {
        var user = Find(name) ?? throw new ArgumentException($"There is no user '{name}'.", nameof(name));
        _changed[user.UserName] = password;
    }

    public void Reset() => _changed.Clear();

    private SandboxUser? Find(string name) =>
        users.FirstOrDefault(user => user.UserName == name || string.Equals(user.Email, name, StringComparison.OrdinalIgnoreCase));
}
