@{
    Synopsis    = 'Ends a session: drops its tokens and ends its calls.'
    Description = @(
        'Drops the tokens and the credential of a session and ends the calls that are under way in it, in whatever runspace they run; they end in the error SessionDisconnected. Without parameters the default session of this runspace ends. No other session becomes the default in its place: choose one with Select-RfaSession.'
        'A session that was disconnected before, a name that is not there and a runspace without sessions are no errors. Without parameters and without a default session nothing is disconnected, and a warning names the sessions that are left.'
        'Sessions also end when their runspace closes, and when the module is removed from it, or imported again with -Force.'
    )
    Parameters  = @{
        Name         = 'The names of the sessions to end. Wildcards are taken.'
        RemoveStored = 'Removes the tokens that -TokenSecret of Connect-RfaApi keeps in a vault as well. Without it they stay there, for the next run.'
        Session      = 'The sessions to end, as objects or by their names.'
    }
    Inputs      = @{ Type = 'RfaAuth.RfaSession'; Text = 'The sessions to end.' }
    Outputs     = @(
        @{ Type = 'None'; Text = 'Nothing is returned.' }
    )
    Examples    = @(
        @{
            Title = 'End the default session'
            Code  = 'Disconnect-RfaApi'
            Text  = 'Run a second time, it does nothing; a warning names the sessions that are left.'
        }
        @{
            Title = 'End all sessions of this runspace'
            Code  = 'Get-RfaSession | Disconnect-RfaApi'
            Text  = 'As at the end of a script.'
        }
        @{
            Title = 'End a session and remove its stored tokens'
            Code  = 'Disconnect-RfaApi -RemoveStored'
            Text  = 'The next run with the same -TokenSecret signs in again.'
        }
        @{
            Title = 'End a session whatever happens'
            Code  = "`$session = Connect-RfaApi -Credential `$credential -PassThru`ntry { Invoke-RfaGraphQL '{ account { creditBalance } }' -Session `$session }`nfinally { Disconnect-RfaApi -Session `$session }"
            Text  = 'The session ends also where the query fails.'
        }
    )
    Links       = 'Connect-RfaApi', 'Get-RfaSession', 'about_RfaAuth'
}
