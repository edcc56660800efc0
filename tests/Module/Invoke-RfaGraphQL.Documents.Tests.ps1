#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Ways to give a document, beside -Query and -Path on the command line.

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/ScriptedServer.psm1"
    Import-Module (Get-ModuleManifestPath)
    $server = Start-ScriptedServer
    Connect-RfaApi -Endpoint $server.Endpoint -Credential (New-Credential) -MaximumRetryCount 0
    Set-Location $TestDrive
    "# one`nquery One {`n  ping # here`n}" | Set-Content one.graphql
    '{ two: ping }' | Set-Content two.graphql
    "query {`n  a(`n}" | Set-Content wrong.graphql

    function Get-SentQuery { (Get-ScriptedRequest $server -Calls).ForEach{ ($_.Text | ConvertFrom-Json).query } }
}

AfterAll {
    Set-Location $PSScriptRoot
    Get-RfaSession | Disconnect-RfaApi
    Stop-ScriptedServer $server
}

Describe 'A document' {
    BeforeEach { Clear-ScriptedServer $server }

    It 'comes from the pipeline as text' {
        Add-ScriptedAnswer $server
        ('query ($a: Int) { ping(a: $a) }' | Invoke-RfaGraphQL -Variables @{ a = 1 } -DataPath ping) | Should -Be 'pong'
        Get-SentQuery | Should -Be 'query ($a: Int) { ping(a: $a) }'
        Get-SentVariable $server | Should -Be '{"a":1}'
    }

    It 'comes from the pipeline as files, one after the other' {
        1..2 | ForEach-Object { Add-ScriptedAnswer $server }
        @(Get-ChildItem one.graphql, two.graphql | Invoke-RfaGraphQL).ping | Should -Be 'pong', 'pong'
        Get-SentQuery | Should -Be (Get-Content one.graphql -Raw), (Get-Content two.graphql -Raw)
    }

    It 'comes from the pipeline by the property <name>' -ForEach @{ name = 'Path' }, @{ name = 'LiteralPath' } {
        Add-ScriptedAnswer $server
        [pscustomobject]@{ $name = './two.graphql'; other = 1 } | Invoke-RfaGraphQL -DataPath ping | Should -Be 'pong'
    }

    It 'comes in lines' {
        1..2 | ForEach-Object { Add-ScriptedAnswer $server }
        Invoke-RfaGraphQL (Get-Content one.graphql) -DataPath ping | Should -Be 'pong'
        , (Get-Content one.graphql) | Invoke-RfaGraphQL -DataPath ping | Should -Be 'pong'
        Get-SentQuery | Should -Be @("# one`nquery One {`n  ping # here`n}", "# one`nquery One {`n  ping # here`n}")
    }

    It 'is not read from the pipeline if -Query has one' {
        1..3 | ForEach-Object { Add-ScriptedAnswer $server }
        Get-Item one.graphql | Invoke-RfaGraphQL 'query ($name: String) { ping(n: $name) }' | Out-Null
        Get-SentVariable $server | Should -Be '{"name":"one.graphql"}'
        'x' | Invoke-RfaGraphQL -Query 'query ($name: String) { ping(n: $name) }' | Out-Null
        Get-SentVariable $server | Should -Be '{"name":"x"}'
        'query ($name: String) { ping(n: $name) }' | Set-Content three.graphql
        [pscustomobject]@{ Path = 'no'; LiteralPath = 'no'; PSPath = 'no'; name = 'y' } | Invoke-RfaGraphQL -Path three.graphql | Out-Null
        Get-SentVariable $server | Should -Be '{"name":"y"}'
    }

    It 'is missing if the pipeline has only objects' {
        $record = Get-ThrownError { [pscustomobject]@{ a = 1 }, [pscustomobject]@{ a = 2 } | Invoke-RfaGraphQL }
        $record | Get-ErrorCode | Should -Be 'GraphQLSyntaxError'
        "$record" | Should -BeLike 'There is no document*'
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 0
    }

    It 'that looks like a file name leads to advice: <text>' -ForEach @(
        @{ text = './one.graphql' }, @{ text = 'one.graphql' }, @{ text = '.\my queries\one.gql' }, @{ text = 'C:\q\one.txt' }, @{ text = '~/one' }, @{ text = '/tmp/q' }
    ) {
        $record = Get-ThrownError { Invoke-RfaGraphQL $text }
        $record | Get-ErrorCode | Should -Be 'GraphQLSyntaxError'
        "$record" | Should -BeLike "* '$text' looks like the name of a file: pass it as -Path."
    }

    It 'that does not look like a file name leads to no such advice: <text>' -ForEach @{ text = '{ a(b: }' }, @{ text = "query`n./x.graphql" }, @{ text = 'query' } {
        "$(Get-ThrownError { Invoke-RfaGraphQL $text })" | Should -Not -BeLike '*-Path*'
    }

    It 'that is a FileInfo leads to the same advice' {
        "$(Get-ThrownError { Invoke-RfaGraphQL (Get-Item one.graphql) })" | Should -BeLike '*pass it as -Path.'
    }

    It 'line by line from the pipeline is an error that says what to do' {
        $record = Get-ThrownError { Get-Content wrong.graphql | Invoke-RfaGraphQL }
        $record | Get-ErrorCode | Should -Be 'GraphQLSyntaxError'
        "$record" | Should -BeLike '*use -Path, or Get-Content -Raw.'
    }

    It 'with a mistake names its file' {
        foreach ($record in (Get-ThrownError { Invoke-RfaGraphQL -Path wrong.graphql }), (Get-ThrownError { Get-Item wrong.graphql | Invoke-RfaGraphQL })) {
            "$record" | Should -BeLike "The GraphQL document '*wrong.graphql' has a syntax error at line 3, column 1:*"
            $record.ErrorDetails.RecommendedAction | Should -BeLike "*`n}`n^"
        }
    }
}

Describe 'A variable with a value that is no data' {
    It 'is named by what was given: <name>' -ForEach @(
        @{ name = 'FileInfo'; make = { Get-Item one.graphql } }
        @{ name = 'DirectoryInfo'; make = { Get-Item . } }
        @{ name = 'DataRow'; make = { $table = [System.Data.DataTable]::new(); $null = $table.Columns.Add('a'); $table.Rows.Add(1) } }
        @{ name = 'Process'; make = { Get-Process -Id $PID } }
        @{ name = 'CultureInfo'; make = { [cultureinfo]::InvariantCulture } }
    ) {
        $record = Get-ThrownError { Invoke-RfaGraphQL 'query ($f: [F]) { a(f: $f) }' @{ f = @(1, (& $make)) } }
        $record | Get-ErrorCode | Should -Be 'InvalidVariables'
        "$record" | Should -BeLike "The variable f``[1``] cannot be sent: it was given a $name*"
    }
}
